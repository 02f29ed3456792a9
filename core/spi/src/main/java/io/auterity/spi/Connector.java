package io.auterity.spi;

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
}
