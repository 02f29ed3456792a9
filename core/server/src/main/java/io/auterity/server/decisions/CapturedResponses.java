package io.auterity.server.decisions;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.gateway.dialect.KeptResponse;
import io.auterity.gateway.door.KeptResponses;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Responses as far as their routes have kept the contents of the calls. Those are written behind
 * the calls, so whoever comes back at once waits for that. A response is its caller's: another key
 * of the tenant is told of none.
 */
public final class CapturedResponses implements KeptResponses {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final int TIME_ORDERED = 7;

  private final Captures captures;
  private final CaptureTable contents;
  private final DecisionLog log;
  private final Archive archive;
  private final AccessAudit audit;

  public CapturedResponses(
      Captures captures,
      CaptureTable contents,
      DecisionLog log,
      Archive archive,
      AccessAudit audit) {
    this.captures = captures;
    this.contents = contents;
    this.log = log;
    this.archive = archive;
    this.audit = audit;
  }

  @Override
  public Optional<KeptResponse> find(Comer comer, UUID decision) {
    Optional<KeptResponse> found = kept(comer, decision);
    found.ifPresent(one -> tell(comer));
    return found;
  }

  @Override
  public boolean withdraw(Comer comer, UUID decision) {
    if (kept(comer, decision).isEmpty()) {
      return false;
    }
    tell(comer);
    return contents.withdraw(comer.caller().scope(), decision);
  }

  private void tell(Comer comer) {
    AuditedAct act =
        new AuditedAct(
            comer.caller().principal(), comer.address(), Action.CONTENT_READ.target(), comer.act());
    audit.first(comer.caller().scope(), act, "done");
  }

  private Optional<KeptResponse> kept(Comer comer, UUID decision) {
    if (decision.version() != TIME_ORDERED || !asked(comer, decision)) {
      return Optional.empty();
    }
    captures.settle(decision);
    return contents
        .find(comer.caller().scope(), decision)
        .flatMap(content -> response(decision, content));
  }

  private boolean asked(Comer comer, UUID decision) {
    return written(comer, decision)
        .map(one -> one.call().principal().id().equals(comer.caller().principal().id()))
        .orElse(false);
  }

  private Optional<Decision> written(Comer comer, UUID decision) {
    return archive
        .find(comer.caller().scope(), decision)
        .or(
            () -> {
              log.flush();
              return archive.find(comer.caller().scope(), decision);
            });
  }

  private static Optional<KeptResponse> response(UUID decision, CapturedContent content) {
    return content.asked() == null || content.input() == null || content.output() == null
        ? Optional.empty()
        : Optional.of(
            new KeptResponse(
                decision,
                (Json.Obj) json(content.asked()),
                json(content.input()),
                json(content.output())));
  }

  private static Json json(String text) {
    return READER.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
