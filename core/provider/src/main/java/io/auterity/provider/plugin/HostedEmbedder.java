package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.util.List;

/**
 * The embedder of a started plugin. Its end waits for the texts that are being read, since a native
 * model must not go while it is in use.
 */
final class HostedEmbedder implements TextEmbedder {

  private final TextEmbedder embedder;
  private final PluginRealm realm;
  private final String model;
  private final int dimension;
  private final List<VectorHead> heads;
  private final HostedUse use;

  private HostedEmbedder(TextEmbedder embedder, PluginRealm realm) {
    this.embedder = embedder;
    this.realm = realm;
    this.model = embedder.model();
    this.dimension = embedder.dimension();
    this.heads = List.copyOf(embedder.heads());
    this.use = new HostedUse("embedder", Applied.NO, "the model " + model);
  }

  /** To be made inside of the realm. */
  static HostedEmbedder of(TextEmbedder embedder, PluginRealm realm) {
    return new HostedEmbedder(embedder, realm);
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public List<VectorHead> heads() {
    return heads;
  }

  @Override
  public float[] embed(String text) {
    return use.within(realm, () -> embedder.embed(text));
  }

  /** No text is read any more when this returns. */
  void end() {
    use.end(() -> {});
  }
}
