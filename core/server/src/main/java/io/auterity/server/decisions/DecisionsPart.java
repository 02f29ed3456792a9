package io.auterity.server.decisions;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.call.Act;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.telemetry.ProcessGauges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/**
 * The server part for decisions: the decision log and archive, captured content, stored responses
 * and feedback.
 */
public final class DecisionsPart implements ServerPart {

  public final DecisionLog decisions;
  public final CaptureTable contents;
  public final Captures captures;
  public final ResponseTable storedResponses;
  public final Captures responses;
  public final Archive archive;
  public final FeedbackTable feedback;

  private final Time time;

  /**
   * @param kept how long callers may come back to responses; zero for not at all
   */
  public DecisionsPart(Foundation base, Duration kept) {
    this.time = base.time;
    this.decisions =
        new DecisionLog(new DecisionWriter(base.database), time, Backlog.Bound.STANDARD);
    this.contents = new CaptureTable(base.database, base.seal);
    this.captures = new Captures(contents, Captures.ROOM);
    this.storedResponses =
        new ResponseTable(base.database, base.seal, time, kept, ResponseTable.ROOM);
    this.responses = new Captures(storedResponses, kept.isZero() ? 0 : Captures.ROOM / 2);
    this.archive = new DecisionArchive(base.database);
    this.feedback = new FeedbackTable(base.database, base.changeAudit);
  }

  /** The responses that callers of the gateway may come back to. */
  public CapturedResponses captured(AccessAudit audit) {
    return new CapturedResponses(
        captures, contents, responses, storedResponses, decisions, archive, audit);
  }

  @Override
  public List<Act> acts() {
    return List.of(FeedbackController.FEEDBACK);
  }

  @Override
  public List<EngineStatement> statements() {
    return EngineStatement.all(
        List.of(DecisionWriter.STATEMENTS, CaptureTable.STATEMENTS, ResponseTable.STATEMENTS));
  }

  @Override
  public void meters(MeterRegistry meters) {
    new ProcessGauges(meters)
        .of(
            "auterity.decisions.waiting",
            "Decisions that are not written yet",
            decisions,
            DecisionLog::waiting)
        .of(
            "auterity.captures.dropped",
            "Prompts and answers that were not kept, because too many waited",
            captures,
            Captures::dropped)
        .of(
            "auterity.responses.dropped",
            "Answers of /v1/responses that were not kept, because too many waited",
            responses,
            Captures::dropped);
  }

  @Override
  public void recover() {
    decisions.start();
    responses.start((scope, text) -> text);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new FeedbackController(archive, decisions, feedback, time));
  }

  @Override
  public void close() {
    decisions.close();
  }
}
