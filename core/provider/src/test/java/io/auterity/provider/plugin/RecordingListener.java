package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Writes down what the host tells it; refuses a version when told to. */
public final class RecordingListener implements PluginListener {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Semaphore drained = new Semaphore(0);
  private volatile String refused = "";

  List<String> told() {
    return told;
  }

  /** Refuses that version from now on. */
  public void refuse(String version) {
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
    drained.release();
    return 0;
  }

  /** Waits until one more version has been drained. */
  void awaitDrained() throws InterruptedException {
    assertThat(drained.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }
}
