package io.auterity.server.probe;

import io.auterity.platform.call.Invoker;
import io.auterity.platform.resource.ResourceService;
import io.auterity.provider.Providers;
import io.auterity.provider.life.ProviderDrafts;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Drafts of providers, tested before they are stored. */
public final class ProbePart implements ServerPart {

  private final ProbePlaces places;
  private final ProbeController controller;

  /**
   * @param road the road to a provider that is not stored
   */
  public ProbePart(
      Foundation base,
      ProviderDrafts drafts,
      ResourceService resources,
      Function<Providers, Invoker> road,
      JsonMapper json) {
    this.places = new ProbePlaces(base.time);
    this.controller =
        new ProbeController(
            places,
            drafts,
            resources,
            new ProviderProbe(base.catalogue, base.binder, road, base.time, base.ids),
            base.access.audit(),
            json);
  }

  @Override
  public List<Object> controllers() {
    return List.of(controller);
  }

  @Override
  public void drain() {
    places.close();
  }
}
