package io.auterity.server.mcp;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Holds back what the protocol's server says where it refuses: it writes its whole exception, with
 * the trace. What goes out in its place is the code and the message.
 */
final class RefusalResponse extends HttpServletResponseWrapper {

  private static final JsonReader READER = new JsonReader(1_000_000);
  private static final int LEAST = 400;
  private static final int OWN = 500;

  private final StringWriter held = new StringWriter();
  private final ByteArrayOutputStream heldBytes = new ByteArrayOutputStream();
  private int refused;

  RefusalResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setStatus(int status) {
    if (status >= LEAST) {
      refused = status;
    } else {
      super.setStatus(status);
    }
  }

  @Override
  public void sendError(int status) {
    refused = status;
  }

  @Override
  public void sendError(int status, String message) {
    refused = status;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return refused == 0 ? super.getWriter() : new PrintWriter(held);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return refused == 0 ? super.getOutputStream() : new Held(heldBytes);
  }

  @Override
  public void flushBuffer() throws IOException {
    if (refused == 0) {
      super.flushBuffer();
    }
  }

  /** Sends the refusal, where there is one. */
  void finish() throws IOException {
    if (refused != 0 && !isCommitted()) {
      error().write((HttpServletResponse) getResponse());
    }
  }

  private RpcError error() {
    if (refused >= OWN) {
      return RpcError.of(refused, RpcError.INTERNAL, "the message could not be handled");
    }
    Json.Obj said = said();
    Json.Obj told =
        said.get("jsonRpcError") instanceof Json.Obj some
            ? some
            : said.get("error") instanceof Json.Obj plain ? plain : Json.EMPTY;
    int code = told.get("code") instanceof Json.Int(long one) ? (int) one : defaultCode();
    String message = told.text("message");
    return new RpcError(
        refused,
        code,
        message == null ? "the message is not taken" : message,
        said.get("id") instanceof Json.Str id ? id : Json.NULL);
  }

  private int defaultCode() {
    return refused == HttpServletResponse.SC_NOT_FOUND
        ? RpcError.NO_SESSION
        : RpcError.INVALID_REQUEST;
  }

  private Json.Obj said() {
    byte[] bytes =
        heldBytes.size() > 0
            ? heldBytes.toByteArray()
            : held.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return READER.readObject(bytes);
    } catch (CallFailedException e) {
      return Json.EMPTY;
    }
  }

  private static final class Held extends ServletOutputStream {

    private final ByteArrayOutputStream bytes;

    Held(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int one) {
      bytes.write(one);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("written at once");
    }
  }
}
