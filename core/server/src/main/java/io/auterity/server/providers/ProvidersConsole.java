package io.auterity.server.providers;

import io.auterity.ledger.Ledger;
import io.auterity.platform.call.Act;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.plan.Configs;
import io.auterity.server.part.ServerPart;
import java.time.Instant;
import java.util.List;

/** Providers as tenants see them: their state, health, costs and documents. */
public record ProvidersConsole(
    ProvidersPart part, Configs configs, Ledger ledger, Archive archive, Instant startedAt)
    implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(ProviderController.READ, ProviderController.DOCUMENT_WRITE);
  }

  @Override
  public List<Object> nouns() {
    return List.of(new DefaultProviders(part.kind.defaults(), part.kind.defaultNotes()));
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new ProviderController(
            part.providers,
            part.vitals,
            configs,
            ledger,
            archive,
            new DocumentImport(part.documents),
            startedAt));
  }
}
