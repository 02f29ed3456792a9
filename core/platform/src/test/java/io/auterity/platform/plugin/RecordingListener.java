package io.auterity.platform.plugin;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what the host tells it; refuses a version when told to. */
final class RecordingListener implements PluginListener {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private String refused = "";

  List<String> told() {
    return told;
  }

  void refuse(String version) {
    refused = version;
  }

  @Override
  public Handover prepare(HostedPlugin plugin) {
    String version = plugin.manifest().version();
    if (version.equals(refused)) {
      throw new CallFailedException(FailureCode.INVALID, "no use for " + version);
    }
    return new Handover() {
      @Override
      public void commit() {
        told.add("calls go to " + version);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void withdraw(HostedPlugin plugin) {
    told.add("no calls go to " + plugin.manifest().version());
  }

  @Override
  public int drain(HostedPlugin plugin, Duration deadline) {
    told.add("drained " + plugin.manifest().version());
    return 0;
  }
}
