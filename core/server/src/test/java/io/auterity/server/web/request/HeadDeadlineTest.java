package io.auterity.server.web.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadDeadlineTest {

  @TempDir Path folder;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector(HeadDeadline.class.getName());

  @BeforeEach
  void listen() throws Exception {
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("connectionTimeout", "500");
    tomcat.setBaseDir(folder.toString());
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "length", new Length());
    context.addServletMappingDecoded("/*", "length");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Tells how long a body is. */
  private static final class Length extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("read " + request.getInputStream().readAllBytes().length);
    }
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(UTF_8));
    return socket;
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void aHeadThatDoesNotEndIsAnswered() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: ")) {
      assertThat(all(socket))
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "\"code\":\"timeout\"");
    }
  }

  @Test
  void aByteNowAndThenGivesAHeadNoMoreTime() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nX-Note: ")) {
      Thread feeder = Thread.startVirtualThread(() -> feed(socket, Long.MAX_VALUE));

      assertThat(all(socket)).startsWith("HTTP/1.1 408 ");
      feeder.join();
    }
  }

  @Test
  void theSecondHeadOfAConnectionHasItsTimeToo() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: h\n\nGET / HT")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200 ").contains("read 0HTTP/1.1 408 ");
    }
  }

  @Test
  void aBodyHasMoreTimeThanItsHeadHadLeft() throws Exception {
    try (Socket socket = send("POST / HTTP/1.1\nHost: h\nContent-Length: 40\nConnection: close")) {
      feed(socket, 2);
      socket.getOutputStream().write("\r\n\r\n".getBytes(UTF_8));
      Thread.startVirtualThread(() -> feed(socket, 40)).join();

      assertThat(all(socket)).startsWith("HTTP/1.1 200 ").endsWith("read 40");
    }
  }

  // So many bytes, each after some milliseconds.
  private static void feed(Socket socket, long count) {
    try {
      for (long i = 0; i < count; i++) {
        TimeUnit.MILLISECONDS.sleep(20);
        socket.getOutputStream().write('e');
      }
    } catch (SocketException e) {
      // It is closed, as it should be.
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
