package io.auterity.server.live;

import io.auterity.control.access.Access;
import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.access.Sessions;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.time.Time;
import io.auterity.server.runs.RunController;
import io.auterity.server.runs.Runs;
import io.auterity.server.runs.WatcherSeats;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** Watchers of runs, each on a thread of its own. What they send is not read. */
public final class LiveSockets extends AbstractWebSocketHandler {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);

  private static final int WATCHERS = 2_000;
  private static final int WATCHERS_OF_A_TENANT = 500;

  private final WatcherSeats seats = new WatcherSeats(WATCHERS, WATCHERS_OF_A_TENANT);
  private final Runs runs;
  private final GrantAuthorizer authorizer;
  private final AccessAudit audit;
  private final Sessions sessions;
  private final Time time;
  private final JsonMapper mapper;

  public LiveSockets(Runs runs, Access access, Time time, JsonMapper mapper) {
    this.runs = runs;
    this.authorizer = access.authorizer();
    this.audit = access.audit();
    this.sessions = access.sessions();
    this.time = time;
    this.mapper = mapper;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    WatcherLine line = new WatcherLine(session, mapper);
    WatchRequest asked = WatchRequest.of(session);
    Thread.ofVirtual().name("live").start(() -> tell(line, asked));
  }

  private void tell(WatcherLine line, WatchRequest asked) {
    try {
      serve(line, asked);
    } catch (UncheckedIOException e) {
      LOG.debug("A watcher of {} has gone.", asked.run(), e);
    } catch (CallFailedException e) {
      boolean missing = e.failure().code() == FailureCode.NOT_FOUND;
      refuse(line, missing ? WatcherLine.NO_SUCH_RUN : CloseStatus.SERVER_ERROR);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken(line, asked, e);
    }
  }

  // A line that closes while it is written to throws what its container likes.
  private static void broken(WatcherLine line, WatchRequest asked, RuntimeException e) {
    if (line.open()) {
      LOG.error("Run {} cannot be told any more.", asked.run(), e);
      refuse(line, CloseStatus.SERVER_ERROR);
    }
  }

  private void serve(WatcherLine line, WatchRequest asked) throws InterruptedException {
    Caller caller = asked.caller();
    if (caller == null) {
      line.close(WatcherLine.UNAUTHENTICATED);
      return;
    }
    if (!granted(caller)) {
      audit.violation(
          caller.scope(), caller.act(RunController.READ), RunController.READ.target(), "live view");
      line.close(WatcherLine.FORBIDDEN);
    } else if (seats.take(caller.scope())) {
      try {
        watch(line, caller, asked);
      } finally {
        seats.leave(caller.scope());
      }
    } else {
      line.close(CloseStatus.SERVICE_OVERLOAD);
    }
  }

  private void watch(WatcherLine line, Caller caller, WatchRequest asked)
      throws InterruptedException {
    UUID run = Invocation.RUN_ID.read(asked.run());
    new LiveRun(runs, time, caller.scope(), run, line, () -> lasts(caller) && granted(caller))
        .tell(asked.since());
  }

  private boolean granted(Caller caller) {
    return authorizer.authorize(caller.scope(), caller.principal(), RunController.READ).permits();
  }

  private boolean lasts(Caller caller) {
    return caller.session() == null || sessions.lasts(caller.session());
  }

  private static void refuse(WatcherLine line, CloseStatus status) {
    try {
      line.close(status);
    } catch (UncheckedIOException gone) {
      LOG.debug("A watcher has gone.", gone);
    }
  }
}
