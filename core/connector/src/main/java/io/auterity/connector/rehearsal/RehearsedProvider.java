package io.auterity.connector.rehearsal;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginContext;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Secrets;
import io.auterity.spi.Transport;
import io.auterity.spi.manifest.ConfigForm;
import org.jspecify.annotations.Nullable;

/** A provider that is none: a configuration and a way out, and nothing that it keeps. */
final class RehearsedProvider implements ProviderContext {

  private final Json.Obj config;
  private @Nullable Transport transport;

  RehearsedProvider(Json.Obj config) {
    this.config = config;
  }

  /** Says where its requests go. */
  void lead(Transport way) {
    transport = way;
  }

  @Override
  public String id() {
    return "mine";
  }

  @Override
  public Json.Obj config() {
    return config;
  }

  @Override
  public <C extends Record> C config(Class<C> type) {
    return ConfigForm.read(type, config);
  }

  @Override
  public Transport transport() {
    if (transport == null) {
      throw none("way out");
    }
    return transport;
  }

  @Override
  public PluginContext plugin() {
    throw none("plugin");
  }

  @Override
  public Secrets secrets() {
    throw none("secrets");
  }

  @Override
  public Documents documents() {
    throw none("documents");
  }

  private static CallFailedException none(String what) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED, "a rehearsal has no %s".formatted(what));
  }
}
