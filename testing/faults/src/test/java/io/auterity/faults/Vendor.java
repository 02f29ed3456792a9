package io.auterity.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor's endpoint that does to each request exactly what a fault says, byte by byte. */
final class Vendor implements AutoCloseable {

  static final String EVENTS = "text/event-stream";
  static final String JSON = "content-type: application/json\r\n";

  private static final int LOOK_AGAIN_MILLIS = 20;

  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What happens after a request was read. */
  @FunctionalInterface
  interface Script {
    void answer(Reply reply) throws IOException;
  }

  Vendor(Script script) {
    this.script = script;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the row of the table is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      in.readNBytes(length(head));
      script.answer(new Reply(socket));
    } catch (IOException e) {
      // The client went away, as many faults want.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.startsWith("content-length: "))
        .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** The vendor's end of one connection, which is closed after its answer. */
  record Reply(Socket socket) {

    void write(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void whole(int status, String headers, String body) throws IOException {
      write(
          "HTTP/1.1 %d X\r\nconnection: close\r\ncontent-length: %d\r\n%s\r\n%s"
              .formatted(status, body.length(), headers, body));
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
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Does something again and again until the client has closed its end. */
    void untilClosed(Runnable meanwhile) throws IOException {
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
