package io.auterity.server.providers;

import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.Rest;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.life.DefaultChanges;
import io.auterity.provider.life.DefaultNotes;
import io.auterity.server.resources.ResourceController;
import java.util.List;

/** Default providers of kinds: makes another one the default, and tells what a removal means. */
public record DefaultProviders(DefaultChanges defaults, DefaultNotes notes) {

  /** The default of a kind. */
  public record DefaultProvider(String kind, String provider) {}

  /** Makes a provider the default of its kind; again, it changes nothing. */
  @Rest(value = "POST /providers/{id}/default", id = "provider_default", needs = "resource.write")
  public DefaultProvider choose(NounCaller caller, String id) {
    ProviderInfo chosen = defaults.choose(caller.scope(), caller.act(ResourceController.WRITE), id);
    return new DefaultProvider(chosen.kind(), chosen.id());
  }

  /**
   * What the removal of a provider would mean.
   *
   * @param notes for calls that name no provider, in sentences; empty where it means nothing
   */
  public record RemovalNotes(List<String> notes) {}

  /** Tells what the removal of a provider would mean for calls that name none. */
  @Rest(value = "GET /providers/{id}/removal", id = "provider_removal", needs = "provider.read")
  public RemovalNotes removal(NounCaller caller, String id) {
    ProviderInfo there = defaults.require(caller.scope(), id);
    return new RemovalNotes(notes.removed(caller.scope(), there.id()));
  }
}
