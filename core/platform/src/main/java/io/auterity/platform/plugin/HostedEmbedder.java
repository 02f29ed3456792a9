package io.auterity.platform.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.VectorHead;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean ended;

  private HostedEmbedder(TextEmbedder embedder, PluginRealm realm) {
    this.embedder = embedder;
    this.realm = realm;
    this.model = embedder.model();
    this.dimension = embedder.dimension();
    this.heads = List.copyOf(embedder.heads());
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
    use.readLock().lock();
    try {
      if (ended) {
        throw new CallFailedException(
            FailureCode.UNAVAILABLE, "the plugin that brought the model " + model + " is unloaded");
      }
      return realm.enter("embedder", Applied.NO, () -> embedder.embed(text));
    } finally {
      use.readLock().unlock();
    }
  }

  /** No text is read any more when this returns. */
  void end() {
    use.writeLock().lock();
    try {
      ended = true;
    } finally {
      use.writeLock().unlock();
    }
  }
}
