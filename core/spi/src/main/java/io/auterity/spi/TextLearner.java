package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Learns in this process, from examples, to choose the label of a text. What it learned is bytes,
 * by which providers of its connector answer. It may take minutes, for which it asks {@link Watch}
 * whether to go on.
 */
public interface TextLearner {

  /**
   * Collection of the provider's documents in which the platform keeps what was learned for it: one
   * for each version, with its number as id and {@link #BYTES} in Base64. Users add none to it.
   */
  String DOCUMENTS = "learned.version";

  /** Field of such a document. */
  String BYTES = "bytes";

  /** Field of the provider's configuration: the number of the version that it answers by. */
  String VERSION = "version";

  /** Field of such a document that was withdrawn, in place of the bytes: why, in words. */
  String WITHDRAWN = "withdrawn";

  /**
   * The version that a provider with this configuration answers by; null where it names none that
   * there may be.
   */
  static @Nullable Integer version(Json.Obj config) {
    return config.get(VERSION) instanceof Json.Int(long version)
            && version > 0
            && version <= Integer.MAX_VALUE
        ? (int) version
        : null;
  }

  /** Id of the connector whose providers answer by what it learns. */
  String connector();

  /**
   * Learns; the same examples in the same order make the same bytes.
   *
   * @param config of the provider that is to answer by it
   * @throws CallFailedException {@code invalid} for examples that teach nothing
   */
  byte[] learn(Json.Obj config, List<Example> examples, Watch watch);

  /**
   * How likely each label is for each of these texts, in their order, as a provider would answer.
   *
   * @param learned what {@link #learn} made
   */
  List<Map<String, Double>> judge(Json.Obj config, byte[] learned, List<String> texts, Watch watch);

  /** A text whose label is known. */
  record Example(String text, String label) {
    public Example {
      Objects.requireNonNull(text);
      Objects.requireNonNull(label);
    }
  }

  /** Watches progress for the caller that waits. */
  @FunctionalInterface
  interface Watch {
    /**
     * Is told how far it is.
     *
     * @param share from 0 to 1
     * @throws CallFailedException {@code cancelled} when no caller waits any more
     */
    void reached(double share);
  }
}
