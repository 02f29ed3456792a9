package io.auterity.spi;

/**
 * Java for single operations of a connector that is a file: the file names the class that
 * implements this, which has a public constructor without arguments and lies in jars beside the
 * file.
 *
 * @param <K> interface of the connector's kind
 */
public interface Overrides<K> {

  /** Class of what it opens; it overrides each operation for which the file names it. */
  Class<? extends K> type();

  /**
   * Opens it for one provider.
   *
   * @param declared what the file says: it carries out all operations that are data
   * @throws CallFailedException {@code invalid} when it cannot work with the configuration
   */
  K open(ProviderContext context, K declared);
}
