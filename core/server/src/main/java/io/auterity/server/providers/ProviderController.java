package io.auterity.server.providers;

import io.auterity.ledger.Ledger;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.provider.ProviderDetail;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.plan.Configs;
import io.auterity.server.decisions.DecisionSummary;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Providers of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/providers")
public record ProviderController(
    ProviderRegistry registry,
    LiveHealthByTenant vitals,
    Configs configs,
    Ledger ledger,
    Archive archive,
    DocumentImport documents,
    Instant countedSince) {

  public static final Act DOCUMENT_WRITE = new Act("document.write", Trace.AROUND, false);
  public static final Act READ = new Act("provider.read", Trace.NONE, false);

  private static final int RECENT = 3;

  /** Providers in the order of their ids. */
  public record ProviderList(List<Provider> items) {}

  @Needs("provider.read")
  @GetMapping
  ProviderList list(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String state) {
    return new ProviderList(
        registry.of(caller.scope()).stream()
            .filter(info -> kind == null || info.kind().equals(kind))
            .sorted(Comparator.comparing(ProviderInfo::id))
            .map(info -> provider(caller, registry.detail(caller.scope(), info.id())))
            .filter(one -> state == null || one.state().name().equalsIgnoreCase(state))
            .toList());
  }

  @Needs("provider.read")
  @GetMapping("/{id}")
  ProviderPage get(Caller caller, @PathVariable String id) {
    ProviderDetail detail = registry.detail(caller.scope(), id);
    ProviderHealth health = health(caller, detail);
    return ProviderPage.of(
        Provider.of(detail, health),
        detail.info(),
        configs.of(caller.scope()).pricing(),
        ledger.askingForPrices(caller.scope()),
        health,
        recent(caller, id),
        countedSince);
  }

  /** Adds documents to an embedded provider, one JSON object in each line. */
  @Needs("document.write")
  @PutMapping(path = "/{id}/documents/{collection}", consumes = "application/x-ndjson")
  DocumentImport.Imported addDocuments(
      Caller caller,
      @PathVariable String id,
      @PathVariable String collection,
      @RequestBody byte[] lines) {
    ProviderDetail provider = registry.detail(caller.scope(), id);
    return documents.add(caller.scope(), provider.info().id(), collection, lines);
  }

  private Provider provider(Caller caller, ProviderDetail detail) {
    return Provider.of(detail, health(caller, detail));
  }

  private ProviderHealth health(Caller caller, ProviderDetail detail) {
    return vitals.of(caller.scope(), detail.info().id()).health(detail.info().slots());
  }

  private List<DecisionSummary> recent(Caller caller, String provider) {
    return archive
        .latest(caller.scope(), DecisionSearch.latest(RECENT).of(provider), false)
        .stream()
        .map(DecisionSummary::of)
        .toList();
  }
}
