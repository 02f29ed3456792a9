package io.auterity.spi;

import io.auterity.spi.PluginManifest.KnownModel;
import java.util.List;
import java.util.Optional;

/**
 * A plugin's implementation of one kind for one vendor.
 *
 * @param <K> the kind's interface
 */
public interface Connector<K> {

  /** The connector's id in the manifest, e.g. {@code openai}. */
  String id();

  /** The kind's interface. */
  Class<K> kind();

  /**
   * The public record that a provider's configuration is, from which the form for it is derived;
   * see {@link ProviderContext#config(Class)}.
   */
  default Class<? extends Record> config() {
    return NoConfig.class;
  }

  /**
   * Makes the instance that serves one provider. It does no I/O; if it is {@link AutoCloseable} the
   * platform closes it after its last call.
   *
   * @throws CallFailedException {@code invalid} when the configuration cannot work
   */
  K open(ProviderContext context);

  /**
   * Cheap look whether the provider answers and the credential is accepted.
   *
   * @throws CallFailedException saying what is wrong
   */
  default void check(K instance, Call call) {}

  /**
   * What the vendor has told an instance of its models so far, for providers and manifests that do
   * not say it themselves; asked for after each check that went well, without I/O. Where it fails,
   * what it told before stays known.
   */
  default List<KnownModel> models(K instance) {
    return List.of();
  }

  /** How a credential of the kind {@code scheme} signs; empty when its vendor has no such way. */
  default Optional<SigningScheme> signing() {
    return Optional.empty();
  }

  /**
   * Types of the events that it raises about its documents ({@link Documents.Writer#raise}), which
   * begin with its kind, e.g. {@code messaging.message.created}.
   */
  default List<String> events() {
    return List.of();
  }

  /**
   * What reads the webhooks of an instance's vendor, as long as the instance is open; empty when it
   * sends none.
   */
  default Optional<Webhooks> webhooks(K instance) {
    return Optional.empty();
  }
}
