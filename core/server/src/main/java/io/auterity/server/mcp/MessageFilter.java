package io.auterity.server.mcp;

import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.request.WholeBody;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each request of the Model Context Protocol before its server does, and answers what that
 * could not handle as the protocol asks (Streamable HTTP of 2025-11-25, "Transports"): an error of
 * JSON-RPC with the status of HTTP that fits, and nothing of the program in it.
 */
public final class MessageFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String BOTH = JSON + ", " + EVENTS;
  private static final List<String> VERSIONS = List.of("2025-03-26", "2025-06-18", "2025-11-25");

  private final transient RpcMessage messages;

  /** With a bound on the values of a message. */
  public MessageFilter(int mostValues) {
    this.messages = new RpcMessage(mostValues);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RpcError refused = refusal(request, response);
    if (refused != null) {
      refused.write(response);
      return;
    }
    try {
      Posted posted = new Posted(request);
      RpcMessage.attach(posted, message(posted));
      handled(posted, response, chain);
    } catch (RpcMessage.RefusedException e) {
      e.error().write(response);
    } catch (SlowBodyException e) {
      refused(SlowBodyException.STATUS, e.failure()).write(response);
    } catch (CallFailedException e) {
      waiting(e.failure(), response);
      refused(ErrorBody.status(e.failure()), e.failure()).write(response);
    }
  }

  private static RpcError refused(int status, Failure failure) {
    return RpcError.of(status, RpcError.INVALID_REQUEST, failure.message());
  }

  private static void waiting(Failure failure, HttpServletResponse response) {
    Duration wait = failure.retryAfter();
    if (wait != null) {
      response.setHeader(
          "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
  }

  private Json.Obj message(Posted request) throws RpcMessage.RefusedException {
    byte[] body = request.body();
    if (body.length > McpEndpoint.LARGEST) {
      throw new RpcMessage.RefusedException(
          invalid(413, "a message has at most %d bytes".formatted(McpEndpoint.LARGEST)));
    }
    Json.Obj message = messages.read(body);
    if (request.getHeader(SessionIds.HEADER) == null
        && !RpcMessage.INITIALIZE.equals(message.text("method"))) {
      throw new RpcMessage.RefusedException(
          invalid(400, "%s is needed: initialize a session".formatted(SessionIds.HEADER)));
    }
    return message;
  }

  // Nothing is sent but answers, so there is no stream to open with GET; a session has nothing to
  // end with DELETE.
  private static @Nullable RpcError refusal(
      HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      return invalid(405, "%s is not taken here: POST a message".formatted(request.getMethod()));
    }
    String version = request.getHeader(VERSION);
    if (version != null && !VERSIONS.contains(version)) {
      return invalid(400, "%s must be one of %s".formatted(VERSION, String.join(", ", VERSIONS)));
    }
    String type = Optional.ofNullable(request.getContentType()).orElse("").split(";", 2)[0];
    if (!type.strip().equalsIgnoreCase(JSON)) {
      return invalid(415, "the body must be " + JSON);
    }
    return accepts(request, JSON) && accepts(request, EVENTS) ? null : notAcceptable();
  }

  private static RpcError notAcceptable() {
    return invalid(406, "Accept must list " + BOTH);
  }

  private static RpcError invalid(int status, String message) {
    return RpcError.of(status, RpcError.INVALID_REQUEST, message);
  }

  // RFC 9110, 12.5.1: a range may be a whole type, or all.
  private static boolean accepts(HttpServletRequest request, String type) {
    String group = type.substring(0, type.indexOf('/')) + "/*";
    return values(request.getHeaders("Accept"))
        .flatMap(header -> Stream.of(header.split(",")))
        .map(each -> each.toLowerCase(Locale.ROOT).split(";", 2))
        .filter(each -> each.length == 1 || !each[1].strip().matches("q=0(\\.0*)?"))
        .map(each -> each[0].strip())
        .anyMatch(each -> each.equals(type) || each.equals(group) || each.equals("*/*"));
  }

  private static Stream<String> values(Enumeration<String> headers) {
    return Collections.list(headers).stream();
  }

  private static void handled(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RefusalResponse watched = new RefusalResponse(response);
    chain.doFilter(request, watched);
    watched.finish();
  }

  /** A request whose body is read, with an Accept header as the protocol's server looks for it. */
  private static final class Posted extends WholeBody {

    Posted(HttpServletRequest request) throws IOException {
      super(request);
    }

    byte[] body() {
      return bytes();
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase("Accept") ? BOTH : super.getHeader(name);
    }
  }
}
