package io.auterity.server.web.errors;

import io.auterity.platform.telemetry.RedactedException;
import io.auterity.server.web.json.WebJson;
import io.auterity.spi.Failure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Gives errors that never reach a route, such as a path that is no path, the usual shape. */
public final class ErrorValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorValve.class);
  private static final JsonMapper MAPPER = WebJson.mapper();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = status(response);
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (thrown != null && status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      LOG.error(
          "{} failed", ErrorAdvice.shown(request.getRequestURI()), RedactedException.of(thrown));
    }
    Failure failure = Failure.of(ErrorAdvice.code(status), detail(status));
    byte[] body =
        MAPPER.writeValueAsBytes(ErrorBody.of(failure, status, RequestId.of(request.getRequest())));
    write(response, body);
  }

  // What Tomcat cannot do for a request is a fault of the request.
  private static int status(Response response) {
    int status = response.getStatus();
    if (status == HttpServletResponse.SC_NOT_IMPLEMENTED
        || status == HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    }
    return response.getStatus();
  }

  private static String detail(int status) {
    return switch (status) {
      case HttpServletResponse.SC_BAD_REQUEST ->
          "the request is not well-formed HTTP/1.1: its first line, a header or its path";
      case SlowBodyException.STATUS -> new SlowBodyException().failure().message();
      default -> "the request cannot be served";
    };
  }

  private static void write(Response response, byte[] body) {
    try {
      response.setContentType(ErrorWriter.MEDIA_TYPE);
      response.getReporter().write(new String(body, StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("The caller has gone", e);
    }
  }
}
