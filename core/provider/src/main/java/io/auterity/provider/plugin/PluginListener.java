package io.auterity.provider.plugin;

import java.time.Duration;

/**
 * The listener of plugin changes, for what calls connectors: told when a plugin comes, and asked to
 * let it go. The host makes one change at a time, and every call about a change comes from the
 * thread that makes it, except {@link #drain}.
 */
public interface PluginListener {

  /**
   * Opens whatever is needed to send calls to this version.
   *
   * @throws io.auterity.spi.CallFailedException when it cannot work; the version is then not used
   */
  Handover prepare(HostedPlugin plugin);

  /** No new call may go to this plugin; no other version takes its place. */
  void withdraw(HostedPlugin plugin);

  /**
   * Waits until no call is in this version, cancels those left at the deadline, and closes what was
   * opened for it.
   *
   * @return how many calls were cancelled
   */
  int drain(HostedPlugin plugin, Duration deadline);

  /** The moment of the move: ends with {@link #close}, after {@link #commit} or without it. */
  interface Handover extends AutoCloseable {

    /** New calls go to the new version from now on. */
    void commit();

    /** Gives up what was prepared unless it was committed. */
    @Override
    void close();
  }
}
