package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import java.util.List;
import java.util.Map;

/**
 * The learner of a started plugin. Its end breaks off what is being learned, at the next step that
 * is told, and waits for that.
 */
final class HostedLearner implements TextLearner {

  private final TextLearner learner;
  private final PluginRealm realm;
  private final String connector;
  private final HostedUse use = new HostedUse("learner", Applied.NO, "the learner");
  private volatile boolean ending;

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
    return use.within(realm, () -> learner.learn(config, examples, watched(watch)));
  }

  @Override
  public List<Map<String, Double>> judge(
      Json.Obj config, byte[] learned, List<String> texts, Watch watch) {
    return use.within(realm, () -> learner.judge(config, learned, texts, watched(watch)));
  }

  private Watch watched(Watch watch) {
    return share -> {
      if (ending) {
        throw use.gone();
      }
      watch.reached(share);
    };
  }

  /** Nothing is learned any more when this returns. */
  void end() {
    ending = true;
    use.end(() -> {});
  }
}
