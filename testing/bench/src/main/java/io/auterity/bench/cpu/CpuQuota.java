package io.auterity.bench.cpu;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group of Linux whose processes together get a share of a core (cgroups(7), of both
 * versions). Only root may make one.
 */
public final class CpuQuota implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** In microseconds: short, so that who waits for the next one waits for milliseconds. */
  private static final int PERIOD = 20_000;

  private final Path folder;
  private final boolean unified;

  private CpuQuota(Path folder, boolean unified) {
    this.folder = folder;
    this.unified = unified;
  }

  /**
   * An empty group without a quota.
   *
   * @throws VoidRunException when none can be made here
   */
  public static CpuQuota named(String name) {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path folder = (unified ? ROOT : ROOT.resolve("cpu")).resolve("auterity-bench-" + name);
    try {
      if (unified) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new VoidRunException(
          "no control group can be made in %s: run it as root (%s)"
              .formatted(folder.getParent(), e.getMessage()));
    }
    return new CpuQuota(folder, unified);
  }

  /** Puts a process into it, with all its threads. */
  public void add(ProcessHandle process) {
    write("cgroup.procs", String.valueOf(process.pid()));
  }

  /** Lets it use that share of a core from now on. */
  public void limit(double cores) {
    long quota = Math.round(cores * PERIOD);
    if (unified) {
      write("cpu.max", quota + " " + PERIOD);
    } else {
      write("cpu.cfs_period_us", String.valueOf(PERIOD));
      write("cpu.cfs_quota_us", String.valueOf(quota));
    }
  }

  private void write(String file, String value) {
    try {
      Files.writeString(folder.resolve(file), value);
    } catch (IOException e) {
      throw new VoidRunException(
          "%s cannot be set to %s: %s".formatted(folder.resolve(file), value, e.getMessage()));
    }
  }

  /** Removes it, when its processes have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.printf("%s is left: %s%n", folder, e.getMessage());
    }
  }
}
