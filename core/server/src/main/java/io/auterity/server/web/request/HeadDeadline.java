package io.auterity.server.web.request;

import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1 with a head's time counted from its first byte: a byte now and then gives no
 * more of it. As long as the connection may be silent, a head may take in all; then it is answered
 * with 408 and closed. Who waits for a word before sending a body gets it when the body is read.
 */
public final class HeadDeadline extends Http11NioProtocol {

  private static final Failure SLOW =
      Failure.of(FailureCode.TIMEOUT, "the head of the request came too slowly; send it at once");

  /** Under which a request knows its processor; Tomcat takes the lower ones for itself. */
  private static final int PROCESSOR = Constants.MAX_NOTES - 1;

  private final LongSupplier nanos;

  public HeadDeadline() {
    this(System::nanoTime);
  }

  /**
   * By another clock.
   *
   * @param nanos is not behind the clock of this machine
   */
  HeadDeadline(LongSupplier nanos) {
    this.nanos = nanos;
    setContinueResponseTiming("onRead");
    // Makes Tomcat set the time for a silent body where a head is there.
    setDisableUploadTimeout(false);
  }

  @Override
  public void init() throws Exception {
    setConnectionUploadTimeout(getConnectionTimeout());
    super.init();
  }

  @Override
  protected Processor createProcessor() {
    return new Timed(this, getAdapter());
  }

  /** The connection that a request under way comes by. */
  static SocketWrapperBase<?> connection(Request request) {
    return ((Timed) request.getNote(PROCESSOR)).connection();
  }

  private static final class Timed extends Http11Processor {
    private final long longest;
    private final LongSupplier nanos;
    private boolean inHead;

    Timed(HeadDeadline protocol, Adapter adapter) {
      super(protocol, adapter);
      this.longest = protocol.getConnectionTimeout();
      this.nanos = protocol.nanos;
      request.setNote(PROCESSOR, this);
    }

    SocketWrapperBase<?> connection() {
      return getSocketWrapper();
    }

    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
      if (inHead && left() <= 0) {
        inHead = false;
        return tooSlow(socket);
      }
      SocketState state = super.process(socket, event);
      inHead = state == SocketState.LONG && !isAsync() && request.getStartTimeNanos() > 0;
      if (inHead) {
        socket.setReadTimeout(Math.max(1, left()));
      }
      return state;
    }

    private long left() {
      long passed = nanos.getAsLong() - request.getStartTimeNanos();
      return longest - TimeUnit.NANOSECONDS.toMillis(passed);
    }

    private static SocketState tooSlow(SocketWrapperBase<?> socket) throws IOException {
      byte[] body = ErrorWriter.unheard(SLOW, 408);
      String head =
          "HTTP/1.1 408 \r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(ErrorWriter.MEDIA_TYPE, body.length);
      socket.write(true, head.getBytes(StandardCharsets.US_ASCII), 0, head.length());
      socket.write(true, body, 0, body.length);
      socket.flush(true);
      return SocketState.CLOSED;
    }
  }
}
