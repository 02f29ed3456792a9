package io.auterity.server.web.request;

import io.auterity.platform.time.Time;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer before the rest of a body that its route does not need, and reads of that only
 * what comes soon, so that its sender gets to read the answer. Otherwise the connection ends:
 * Tomcat by itself would read on for as long as a byte comes now and then. For connectors with
 * {@link HeadDeadline}.
 */
public final class UnreadBody extends ValveBase {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private final Time time;
  private final long most;

  /**
   * @param most bytes that are read so: as many as a body may have that is refused for want of room
   */
  public UnreadBody(Time time, long most) {
    super(true);
    this.time = time;
    this.most = most;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    boolean over = !request.isAsync() && !response.isError();
    if (over && !request.getCoyoteRequest().isFinished()) {
      finish(request, response);
    }
  }

  private void finish(Request request, Response response) {
    try {
      response.finishResponse();
      if (!request.getCoyoteRequest().hasExpectation() && drain(request.getCoyoteRequest())) {
        return;
      }
    } catch (IOException e) {
      LOG.debug("A caller has gone before the end of its body", e);
    }
    response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
  }

  private boolean drain(org.apache.coyote.Request request) throws IOException {
    Piece piece = new Piece();
    long end = time.nanos() + PATIENCE;
    long seen = 0;
    while (seen <= most) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - time.nanos());
      if (left <= 0) {
        return false;
      }
      HeadDeadline.connection(request).setReadTimeout(left);
      int count = request.doRead(piece);
      if (count < 0) {
        return true;
      }
      seen += count;
    }
    return false;
  }

  /** Where Tomcat leaves what it read. */
  private static final class Piece implements ApplicationBufferHandler {
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer given) {
      buffer = given;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // Tomcat gives its own.
    }
  }
}
