package io.auterity.spi;

import java.util.Optional;

/** The context of a provider: what a connector may use on behalf of one provider of one tenant. */
public interface ProviderContext {

  /** The provider's id, unique in its tenant. */
  String id();

  PluginContext plugin();

  /** The checked configuration as JSON, with the defaults of what is not given. */
  Json.Obj config();

  /**
   * The configuration as the connector's record.
   *
   * @param type as {@link Connector#config} names it
   * @throws CallFailedException {@code invalid}, naming each field that is wrong
   */
  <C extends Record> C config(Class<C> type);

  /** Secrets that the configuration refers to. */
  Secrets secrets();

  /** The one way out, bound to this provider's hosts and credential. */
  Transport transport();

  /** Durable documents of this provider. */
  Documents documents();

  /**
   * Files of this provider, for connectors that are their own vendor.
   *
   * @throws CallFailedException {@code unsupported} where the host keeps none
   */
  default ProviderDirectory directory() {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "no files are kept for providers here: provider " + id());
  }

  /**
   * Threads of this provider, for connectors that are their own vendor.
   *
   * @throws CallFailedException {@code unsupported} where the host gives none
   */
  default ProviderWork work() {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "no threads are given to providers here: provider " + id());
  }

  /**
   * Compiles the JSON Schema of an answer, and cuts it to what this provider's vendor takes.
   *
   * @throws CallFailedException {@code invalid} when it is no JSON Schema, naming each place in it
   *     that is wrong; {@code unsupported} where the host compiles none
   */
  default AnswerSchema answerSchema(Json.Obj schema) {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "no JSON Schema is compiled here: provider " + id());
  }

  /**
   * Where requests for this provider come in ({@link io.auterity.spi.inbound.ServesInbound}),
   * without a slash at the end; empty where nothing does.
   */
  default Optional<String> address() {
    return Optional.empty();
  }
}
