package io.auterity.faults;

import io.auterity.platform.transport.SocketServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/** A vendor's endpoint that does to each request exactly what a fault says, byte by byte. */
final class Vendor implements AutoCloseable {

  static final String EVENTS = "text/event-stream";
  static final String JSON = "content-type: application/json\r\n";

  private static final int LOOK_AGAIN_MILLIS = 20;

  private final SocketServer server;

  /** What happens after a request was read. */
  @FunctionalInterface
  interface Script {
    void answer(Reply reply) throws IOException;
  }

  Vendor(Script script) {
    this.server =
        new SocketServer(
            connection -> {
              try {
                script.answer(new Reply(connection));
              } finally {
                connection.socket().close();
              }
            });
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** The vendor's end of one connection, which is closed after its answer. */
  record Reply(SocketServer.Connection connection) {

    void write(String text) throws IOException {
      connection.write(text);
    }

    void whole(int status, String headers, String body) throws IOException {
      connection.reply(status, "connection: close\r\n" + headers, body);
    }

    void beginChunks(String type) throws IOException {
      write(
          "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"
              .formatted(type));
    }

    void chunk(String text) throws IOException {
      write("%x\r\n%s\r\n".formatted(text.length(), text));
    }

    void chunks(List<String> texts) throws IOException {
      for (String text : texts) {
        chunk(text);
      }
    }

    void endChunks() throws IOException {
      write("0\r\n\r\n");
    }

    /** Breaks the connection, so that the client sees a reset. */
    void reset() throws IOException {
      connection.reset();
    }

    /** Does something again and again until the client has closed its end. */
    void untilClosed(Runnable meanwhile) throws IOException {
      Socket socket = connection.socket();
      socket.setSoTimeout(LOOK_AGAIN_MILLIS);
      while (true) {
        meanwhile.run();
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (SocketTimeoutException e) {
          // Not yet.
        }
      }
    }
  }
}
