package io.auterity.server.mcp;

import static io.auterity.server.mcp.RpcError.INVALID_PARAMS;
import static io.auterity.server.mcp.RpcError.INVALID_REQUEST;
import static io.auterity.server.mcp.RpcError.PARSE;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import jakarta.servlet.ServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates a posted message: JSON-RPC 2.0, and the parameters of MCP's methods. */
final class RpcMessage {

  /** The method that opens a session. */
  static final String INITIALIZE = "initialize";

  private static final String ATTRIBUTE = RpcMessage.class.getName();
  private static final int BAD_REQUEST = 400;
  private static final int OK = 200;

  private final JsonReader reader;

  /** With a bound on the values of one. */
  RpcMessage(int mostValues) {
    this.reader = JsonReader.bounded(McpEndpoint.LARGEST, mostValues);
  }

  /** The message that was posted by a request; empty when it posts none. */
  static Json.Obj of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Json.Obj message ? message : Json.EMPTY;
  }

  static void attach(ServletRequest request, Json.Obj message) {
    request.setAttribute(ATTRIBUTE, message);
  }

  /** Reads a body; what is no message is answered by the exception. */
  Json.Obj read(byte[] body) throws RefusedException {
    Json value = json(body);
    if (value instanceof Json.Arr) {
      throw refused(Json.NULL, "batches are not taken: send one message");
    }
    if (!(value instanceof Json.Obj message)) {
      throw refused(Json.NULL, "a message is an object");
    }
    return checked(message);
  }

  private Json json(byte[] body) throws RefusedException {
    try {
      return reader.read(body);
    } catch (CallFailedException e) {
      boolean large = e.failure().code() == FailureCode.TOO_LARGE;
      throw new RefusedException(
          RpcError.of(
              large ? 413 : BAD_REQUEST, large ? INVALID_REQUEST : PARSE, e.failure().message()));
    }
  }

  private static Json.Obj checked(Json.Obj message) throws RefusedException {
    Json given = message.get("id");
    boolean named = given instanceof Json.Str || given instanceof Json.Int;
    Json id = named && given != null ? given : Json.NULL;
    if (!"2.0".equals(message.text("jsonrpc"))) {
      throw refused(id, "jsonrpc must be '2.0'");
    }
    if (given != null && !named) {
      throw refused(Json.NULL, "id must be a text or an integer");
    }
    Json method = message.get("method");
    if (method == null) {
      requireAnswer(message, named, id);
    } else if (!(method instanceof Json.Str(String name)) || name.isEmpty()) {
      throw refused(id, "method must be a text");
    } else {
      requireParams(name, message.get("params"), named, id);
    }
    return message;
  }

  private static void requireAnswer(Json.Obj message, boolean named, Json id)
      throws RefusedException {
    Json error = message.get("error");
    boolean one = (message.get("result") instanceof Json.Obj) != (error != null);
    boolean told =
        error == null
            || (error instanceof Json.Obj object
                && object.get("code") instanceof Json.Int
                && object.get("message") instanceof Json.Str);
    if (!named || !one || !told) {
      throw refused(id, "a message has a method, or it answers one: id with result or error");
    }
  }

  private static void requireParams(String method, @Nullable Json params, boolean request, Json id)
      throws RefusedException {
    if (params != null && !(params instanceof Json.Obj) && !(params instanceof Json.Arr)) {
      throw refused(id, "params must be an object");
    }
    Json.Obj given = params == null ? Json.EMPTY : params instanceof Json.Obj some ? some : null;
    Optional<String> flaw =
        given == null ? Optional.of("params must be an object") : flaw(method, given);
    if (flaw.isPresent()) {
      int status = request ? OK : BAD_REQUEST;
      throw new RefusedException(new RpcError(status, INVALID_PARAMS, flaw.get(), id));
    }
  }

  private static Optional<String> flaw(String method, Json.Obj params) {
    Json meta = params.get("_meta");
    if (meta != null && !(meta instanceof Json.Obj)) {
      return Optional.of("params._meta must be an object");
    }
    return switch (method) {
      case INITIALIZE -> ofInitialize(params);
      case "tools/call" ->
          text(params, "name", "params.name").or(() -> optionalObject(params, "arguments"));
      case "tools/list" -> optionalText(params, "cursor");
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofInitialize(Json.Obj params) {
    return text(params, "protocolVersion", "params.protocolVersion")
        .or(() -> object(params, "capabilities"))
        .or(() -> object(params, "clientInfo"))
        .or(() -> client((Json.Obj) Objects.requireNonNull(params.get("clientInfo"))));
  }

  private static Optional<String> client(Json.Obj client) {
    return text(client, "name", "params.clientInfo.name")
        .or(() -> text(client, "version", "params.clientInfo.version"));
  }

  private static Optional<String> text(Json.Obj holder, String name, String place) {
    return holder.get(name) instanceof Json.Str
        ? Optional.empty()
        : Optional.of(place + " must be a text");
  }

  private static Optional<String> optionalText(Json.Obj params, String name) {
    return params.get(name) == null ? Optional.empty() : text(params, name, "params." + name);
  }

  private static Optional<String> object(Json.Obj params, String name) {
    return params.get(name) instanceof Json.Obj
        ? Optional.empty()
        : Optional.of("params.%s must be an object".formatted(name));
  }

  private static Optional<String> optionalObject(Json.Obj params, String name) {
    return params.get(name) == null ? Optional.empty() : object(params, name);
  }

  private static RefusedException refused(Json id, String why) {
    return new RefusedException(new RpcError(BAD_REQUEST, INVALID_REQUEST, why, id));
  }

  /** A message that is answered without being handled. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RpcError error;

    RefusedException(RpcError error) {
      super(error.message());
      this.error = error;
    }

    RpcError error() {
      return error;
    }
  }
}
