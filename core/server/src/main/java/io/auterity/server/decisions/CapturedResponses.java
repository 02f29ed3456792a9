package io.auterity.server.decisions;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.gateway.dialect.KeptResponse;
import io.auterity.gateway.door.KeptResponses;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Responses as they are kept for their callers for some hours, or where a route captures in full as
 * long as that is kept. Both are written behind the calls, so a caller that comes back at once
 * waits for that. A response is its caller's: another key of the tenant is told of none.
 */
public final class CapturedResponses implements KeptResponses {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final int TIME_ORDERED = 7;

  private final Captures captures;
  private final CaptureTable contents;
  private final Captures responses;
  private final ResponseTable kept;
  private final DecisionLog log;
  private final Archive archive;
  private final AccessAudit audit;

  public CapturedResponses(
      Captures captures,
      CaptureTable contents,
      Captures responses,
      ResponseTable kept,
      DecisionLog log,
      Archive archive,
      AccessAudit audit) {
    this.captures = captures;
    this.contents = contents;
    this.responses = responses;
    this.kept = kept;
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
    TenantScope scope = comer.caller().scope();
    boolean erased = kept.erase(scope, decision);
    return contents.withdraw(scope, decision) || erased;
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
    TenantScope scope = comer.caller().scope();
    responses.settle(decision);
    captures.settle(decision);
    return kept.find(scope, decision)
        .flatMap(content -> response(decision, content))
        .or(() -> contents.find(scope, decision).flatMap(content -> response(decision, content)));
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
