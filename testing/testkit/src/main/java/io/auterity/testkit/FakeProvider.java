package io.auterity.testkit;

import io.auterity.spi.AnswerSchema;
import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.ProviderWork;
import io.auterity.spi.Secrets;
import io.auterity.spi.Transport;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.List;
import java.util.Map;

/**
 * The context of a provider under test: documents in memory, a temporary directory, no way out
 * unless one is given.
 */
public record FakeProvider(
    String id,
    PluginContext plugin,
    Json.Obj config,
    Secrets secrets,
    Transport transport,
    Documents documents,
    ProviderDirectory directory,
    ProviderWork work)
    implements ProviderContext {

  /** One with threads of its own. */
  public FakeProvider(
      String id,
      PluginContext plugin,
      Json.Obj config,
      Secrets secrets,
      Transport transport,
      Documents documents,
      ProviderDirectory directory) {
    this(id, plugin, config, secrets, transport, documents, directory, new FakeWork());
  }

  public FakeProvider(String id, PluginManifest manifest) {
    this(
        id,
        new FakePluginContext(manifest),
        Json.EMPTY,
        new FakeSecrets(Map.of()),
        new ScriptedTransport(List.of()),
        new InMemoryDocuments(),
        new FakeDirectory());
  }

  @Override
  public <C extends Record> C config(Class<C> type) {
    return ConfigForm.read(type, config);
  }

  @Override
  public AnswerSchema answerSchema(Json.Obj schema) {
    return FakeAnswerSchema.of(schema);
  }

  public FakeProvider withConfig(Json.Obj value) {
    return new FakeProvider(id, plugin, value, secrets, transport, documents, directory, work);
  }

  public FakeProvider withSecrets(Map<String, String> values) {
    return new FakeProvider(
        id, plugin, config, new FakeSecrets(values), transport, documents, directory, work);
  }

  public FakeProvider withDocuments(Documents value) {
    return new FakeProvider(id, plugin, config, secrets, transport, value, directory, work);
  }

  public FakeProvider withDirectory(ProviderDirectory value) {
    return new FakeProvider(id, plugin, config, secrets, transport, documents, value, work);
  }

  public FakeProvider withTransport(Transport value) {
    return new FakeProvider(id, plugin, config, secrets, value, documents, directory, work);
  }
}
