package io.auterity.provider.call;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.CompiledAnswerSchema;
import io.auterity.spi.AnswerSchema;
import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import io.auterity.spi.PluginContext;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.ProviderWork;
import io.auterity.spi.Secrets;
import io.auterity.spi.Transport;
import io.auterity.spi.manifest.ConfigForm;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The context of a connector on behalf of one provider, such as its configuration, secrets,
 * transport and documents.
 *
 * @param inbound where requests for it come in, once that is known
 * @param threads end before what the connector opened is closed
 * @param takes what its vendor takes of a chat
 */
public record ConnectorContext(
    String id,
    PluginContext plugin,
    Json.Obj config,
    Secrets secrets,
    Transport transport,
    Documents documents,
    ProviderDirectory directory,
    Supplier<Optional<String>> inbound,
    ProviderThreads threads,
    ChatConstraints takes)
    implements ProviderContext {

  /**
   * Of a provider that has begun nothing yet.
   *
   * @param owner its tenant, and its id
   */
  public ConnectorContext(
      Owner owner,
      PluginPlaces places,
      PluginContext plugin,
      Json.Obj config,
      Secrets secrets,
      Transport transport,
      Documents documents,
      ProviderDirectory directory,
      Supplier<Optional<String>> inbound) {
    this(
        owner.part(),
        plugin,
        config,
        secrets,
        transport,
        documents,
        directory,
        inbound,
        new ProviderThreads(owner, plugin.manifest().id(), places),
        ChatConstraints.ANY);
  }

  @Override
  public <C extends Record> C config(Class<C> type) {
    return ConfigForm.read(type, config);
  }

  /** The same with another way out. */
  ConnectorContext through(Transport other) {
    return new ConnectorContext(
        id, plugin, config, secrets, other, documents, directory, inbound, threads, takes);
  }

  /** The same, whose vendor takes no more of a chat than that. */
  ConnectorContext taking(ChatConstraints some) {
    return new ConnectorContext(
        id, plugin, config, secrets, transport, documents, directory, inbound, threads, some);
  }

  @Override
  public AnswerSchema answerSchema(Json.Obj schema) {
    return CompiledAnswerSchema.of(schema, takes);
  }

  /** Whose it is. */
  Owner owner() {
    return threads.owner();
  }

  @Override
  public ProviderWork work() {
    return threads;
  }

  @Override
  public Optional<String> address() {
    return inbound.get();
  }
}
