package io.auterity.platform.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The learner of a started plugin. Its end breaks off what is being learned, at the next step that
 * is told, and waits for that.
 */
final class HostedLearner implements TextLearner {

  private final TextLearner learner;
  private final PluginRealm realm;
  private final String connector;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private volatile boolean ending;
  private boolean ended;

  private HostedLearner(TextLearner learner, PluginRealm realm) {
    this.learner = learner;
    this.realm = realm;
    this.connector = learner.connector();
  }

  /** To be made inside of the realm. */
  static HostedLearner of(TextLearner learner, PluginRealm realm) {
    return new HostedLearner(learner, realm);
  }

  @Override
  public String connector() {
    return connector;
  }

  @Override
  public byte[] learn(Json.Obj config, List<Example> examples, Watch watch) {
    return used(() -> learner.learn(config, examples, watched(watch)));
  }

  @Override
  public List<Map<String, Double>> judge(
      Json.Obj config, byte[] learned, List<String> texts, Watch watch) {
    return used(() -> learner.judge(config, learned, texts, watched(watch)));
  }

  private <T> T used(Supplier<T> work) {
    use.readLock().lock();
    try {
      throwIf(ended);
      return realm.enter("learner", Applied.NO, work);
    } finally {
      use.readLock().unlock();
    }
  }

  private Watch watched(Watch watch) {
    return share -> {
      throwIf(ending);
      watch.reached(share);
    };
  }

  private static void throwIf(boolean gone) {
    if (gone) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE, "the plugin that brought the learner is unloaded");
    }
  }

  /** Nothing is learned any more when this returns. */
  void end() {
    ending = true;
    use.writeLock().lock();
    try {
      ended = true;
    } finally {
      use.writeLock().unlock();
    }
  }
}
