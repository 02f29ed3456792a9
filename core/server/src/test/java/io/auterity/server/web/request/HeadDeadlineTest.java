package io.auterity.server.web.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.Time;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A head has a minute by a clock that may be ahead of the machine's, so that none has to wait for
 * the end of it, or to be sooner.
 */
class HeadDeadlineTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final Tomcat tomcat = new Tomcat();
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicLong ofBody = new AtomicLong();
  private final AtomicLong hurried = new AtomicLong();
  private final CountDownLatch headBegun = new CountDownLatch(1);
  private final Connector connector = new Connector(new HeadDeadline(this::nanos));

  @BeforeEach
  void listen() throws Exception {
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("connectionTimeout", Long.toString(PATIENCE.toMillis()));
    tomcat.setBaseDir(folder.toString());
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "length", new Length());
    context.addServletMappingDecoded("/*", "length");
    context.getPipeline().addValve(new UnreadBody(hurrying(), 2_000_000));
    context.getPipeline().addValve(new Look());
    tomcat.start();
  }

  private long nanos() {
    headBegun.countDown();
    return System.nanoTime() + ahead.get();
  }

  /** Goes on by almost all that a valve waits, whenever it is asked. */
  private Time hurrying() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public long nanos() {
        return hurried.getAndAdd(Duration.ofMillis(9_999).toNanos());
      }
    };
  }

  private void skip(Duration some) {
    ahead.addAndGet(some.toNanos());
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /** Sees how long a body may be silent. */
  private final class Look extends ValveBase {
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      ofBody.set(HeadDeadline.connection(request.getCoyoteRequest()).getReadTimeout());
      getNext().invoke(request, response);
    }
  }

  /** Tells how long a body is, where it is to be read. */
  private static final class Length extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (!request.getRequestURI().equals("/unread")) {
        response.getWriter().write("read " + request.getInputStream().readAllBytes().length);
      }
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
    skip(PATIENCE);
    try (Socket socket = send("GET / HTTP/1.1\nHost: ")) {
      assertThat(all(socket))
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json", "\"code\":\"timeout\"");
    }
  }

  @Test
  void aByteNowAndThenGivesAHeadNoMoreTime() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nX-Note: ")) {
      await(headBegun);
      skip(PATIENCE);
      Thread feeder = Thread.startVirtualThread(() -> feed(socket));

      // Of what comes after the bytes that are not read any more nothing is certain.
      assertThat(new String(socket.getInputStream().readNBytes(13), UTF_8))
          .isEqualTo("HTTP/1.1 408 ");
      feeder.join();
    }
  }

  @Test
  void theSecondHeadOfAConnectionHasItsTimeToo() throws Exception {
    skip(PATIENCE);
    try (Socket socket = send("GET / HTTP/1.1\nHost: h\n\nGET / HT")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200 ").contains("read 0HTTP/1.1 408 ");
    }
  }

  @Test
  void aBodyHasMoreTimeThanItsHeadHadLeft() throws Exception {
    skip(PATIENCE.dividedBy(2));
    try (Socket socket = send("POST / HTTP/1.1\nHost: h\nContent-Length: 4\nConnection: close")) {
      await(headBegun);
      socket.getOutputStream().write("\r\n\r\nbody".getBytes(UTF_8));

      assertThat(all(socket)).startsWith("HTTP/1.1 200 ").endsWith("read 4");
    }
    assertThat(ofBody).hasValue(PATIENCE.toMillis());
  }

  @Test
  void aBodyThatNobodyReadIsWaitedForAsLongAsThatMayTakeAtMost() throws Exception {
    try (Socket socket = send("POST /unread HTTP/1.1\nHost: h\nContent-Length: 4\n\n")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  // A byte now and then, for as long as somebody takes it.
  private static void feed(Socket socket) {
    try {
      while (true) {
        socket.getOutputStream().write('e');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (SocketException e) {
      // It is closed, as it should be.
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
