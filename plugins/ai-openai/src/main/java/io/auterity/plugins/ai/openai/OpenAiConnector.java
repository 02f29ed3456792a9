package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;

/**
 * Opens endpoints of one vendor.
 *
 * @param declared what its manifest says
 * @param traits what sets it apart
 */
record OpenAiConnector(ConnectorManifest declared, VendorTraits traits) implements Connector<Ai> {

  /** The one that a manifest declares. */
  static OpenAiConnector of(ConnectorManifest declared) {
    return new OpenAiConnector(declared, VendorTraits.of(declared.traits()));
  }

  @Override
  public String id() {
    return declared.id();
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new OpenAiClient(OpenAiConfig.of(context.config(), declared, traits));
  }

  @Override
  public void check(Ai instance, Call call) {
    ((OpenAiClient) instance).check(call);
  }
}
