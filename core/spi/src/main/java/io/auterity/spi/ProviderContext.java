package io.auterity.spi;

import java.util.Optional;

/** What a connector may use on behalf of one provider of one tenant. */
public interface ProviderContext {

  /** The provider's id, unique in its tenant. */
  String id();

  PluginContext plugin();

  /** The checked configuration, as the connector's schema describes it. */
  Json.Obj config();

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
   * Where requests for this provider come in ({@link io.auterity.spi.inbound.ServesInbound}),
   * without a slash at the end; empty where nothing does.
   */
  default Optional<String> address() {
    return Optional.empty();
  }
}
