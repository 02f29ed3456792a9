package io.auterity.plugins.example;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.text.Text;

/** Makes a client for each provider that a tenant configures. */
record ExampleConnector() implements Connector<Text> {

  @Override
  public String id() {
    return "example-word-list";
  }

  @Override
  public Class<Text> kind() {
    return Text.class;
  }

  @Override
  public Class<ExampleConfig> config() {
    return ExampleConfig.class;
  }

  @Override
  public Text open(ProviderContext context) {
    String agent = "auterity-example/" + context.plugin().manifest().version();
    return new ExampleClient(context.config(ExampleConfig.class).address(), agent);
  }

  @Override
  public void check(Text instance, Call call) {
    ((ExampleClient) instance).words(call);
  }
}
