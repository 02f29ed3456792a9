package io.auterity.server.decisions;

import static java.util.stream.Collectors.joining;

import io.auterity.control.access.AccessAudit;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.door.ResponseArchive;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Responses as they are kept for their callers for some hours, or where a route captures in full as
 * long as that is kept. Both are written behind the calls, so a caller that comes back at once
 * waits for that. A response is its caller's: another key of the tenant is told of none.
 */
public record CapturedResponses(
    Captures captures,
    CaptureTable contents,
    Captures responses,
    ResponseTable kept,
    DecisionLog log,
    Archive archive,
    AccessAudit audit)
    implements ResponseArchive {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final int TIME_ORDERED = 7;

  @Override
  public <T> Map<UUID, T> find(Comer comer, Set<UUID> decisions, Function<StoredResponse, T> read) {
    Map<UUID, T> found = kept(comer, decisions, read);
    if (!found.isEmpty()) {
      tell(comer, found.keySet());
    }
    return found;
  }

  @Override
  public boolean withdraw(Comer comer, UUID decision) {
    if (kept(comer, Set.of(decision), StoredResponse::decision).isEmpty()) {
      return false;
    }
    tell(comer, Set.of(decision));
    TenantScope scope = comer.caller().scope();
    boolean erased = kept.erase(scope, decision);
    return contents.withdraw(scope, decision) || erased;
  }

  private void tell(Comer comer, Set<UUID> read) {
    AuditedAct act =
        new AuditedAct(
            comer.caller().principal(),
            comer.address(),
            DecisionController.CONTENT_READ.target(),
            comer.act());
    String all = read.stream().map(StoredResponse.ID::write).sorted().collect(joining(" "));
    audit.first(comer.caller().scope(), act, "done", Map.of("responses", all));
  }

  private <T> Map<UUID, T> kept(
      Comer comer, Set<UUID> decisions, Function<StoredResponse, T> read) {
    Map<UUID, T> found = new HashMap<>();
    Set<UUID> asked = asked(comer, decisions);
    if (asked.isEmpty()) {
      return found;
    }
    responses.settle(asked);
    captures.settle(asked);
    TenantScope scope = comer.caller().scope();
    BiConsumer<UUID, CapturedContent> take =
        (decision, content) ->
            response(decision, content).ifPresent(one -> found.put(decision, read.apply(one)));
    kept.each(scope, asked, take);
    asked.removeAll(found.keySet());
    contents.each(scope, asked, take);
    return found;
  }

  /** Those of some decisions that the caller has asked for. */
  private Set<UUID> asked(Comer comer, Set<UUID> decisions) {
    Set<UUID> own = new HashSet<>();
    Set<UUID> missing = new HashSet<>(decisions);
    missing.removeIf(decision -> decision.version() != TIME_ORDERED);
    look(comer, missing, own);
    if (!missing.isEmpty()) {
      log.flush();
      look(comer, missing, own);
    }
    return own;
  }

  private void look(Comer comer, Set<UUID> missing, Set<UUID> own) {
    archive.these(
        comer.caller().scope(),
        Set.copyOf(missing),
        one -> {
          missing.remove(one.id());
          if (one.call().principal().id().equals(comer.caller().principal().id())) {
            own.add(one.id());
          }
        });
  }

  private static Optional<StoredResponse> response(UUID decision, CapturedContent content) {
    return content.asked() == null || content.input() == null || content.output() == null
        ? Optional.empty()
        : Optional.of(
            new StoredResponse(
                decision,
                (Json.Obj) json(content.asked()),
                json(content.input()),
                json(content.output())));
  }

  private static Json json(String text) {
    return READER.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
