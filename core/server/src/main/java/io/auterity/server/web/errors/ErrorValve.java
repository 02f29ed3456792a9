package io.auterity.server.web.errors;

import io.auterity.server.web.json.WebJson;
import io.auterity.spi.Failure;
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
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (thrown != null) {
      LOG.error("{} failed", request.getRequestURI(), thrown);
    }
    Failure failure = Failure.of(ErrorAdvice.code(status), "the request cannot be served");
    byte[] body =
        MAPPER.writeValueAsBytes(ErrorBody.of(failure, status, RequestId.of(request.getRequest())));
    write(response, body);
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
