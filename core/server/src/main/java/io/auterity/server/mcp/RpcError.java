package io.auterity.server.mcp;

import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An error of JSON-RPC 2.0 (section 5.1), as the answer to a request of the Model Context Protocol.
 *
 * @param status of HTTP
 * @param code of JSON-RPC
 * @param id of the message that it answers; null where that cannot be told
 */
record RpcError(int status, int code, String message, Json id) {

  static final int PARSE = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL = -32603;

  /** Of the range that is left to servers; the protocol's own SDKs say so of a lost session. */
  static final int NO_SESSION = -32001;

  /** Of a message that cannot be told, or of none. */
  static RpcError of(int status, int code, String message) {
    return new RpcError(status, code, message, Json.NULL);
  }

  void write(HttpServletResponse response) throws IOException {
    Json.Obj error = Json.EMPTY.with("code", Json.of(code)).with("message", Json.of(message));
    Json.Obj body = Json.EMPTY.with("jsonrpc", Json.of("2.0")).with("id", id).with("error", error);
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
