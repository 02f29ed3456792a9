package io.auterity.server;

import io.auterity.platform.config.Settings;
import java.util.List;

/** Settings of a server of a test: the usual ones on free ports, but for what a test says. */
public final class GivenSettings {

  private static final Settings USUAL = Settings.DEFAULT;

  private Settings.Listen console = new Settings.Listen("127.0.0.1", 0);
  private Settings.Listen gateway = new Settings.Listen("127.0.0.1", 0);
  private Settings.Database database = USUAL.database();
  private Settings.Egress egress = new Settings.Egress(List.of("127.0.0.1:* for *"));
  private Settings.Retention retention = USUAL.retention();
  private Settings.Engine engine = USUAL.engine();

  private GivenSettings() {}

  /** The usual ones; providers may reach this machine. */
  public static GivenSettings usual() {
    return new GivenSettings();
  }

  public GivenSettings console(String host, int port) {
    console = new Settings.Listen(host, port);
    return this;
  }

  public GivenSettings gateway(String host, int port) {
    gateway = new Settings.Listen(host, port);
    return this;
  }

  public GivenSettings database(Settings.Database where) {
    database = where;
    return this;
  }

  /** Where providers may go beside public places. */
  public GivenSettings egress(List<String> places) {
    egress = new Settings.Egress(places);
    return this;
  }

  /** Keeps everything so many days. */
  public GivenSettings keeping(int days) {
    retention = new Settings.Retention(days, days, days, days);
    return this;
  }

  /** Leaves runs to another server. */
  public GivenSettings withoutEngine() {
    engine = new Settings.Engine(false, null);
    return this;
  }

  public Settings made() {
    return new Settings(
        console,
        gateway,
        database,
        USUAL.plugins(),
        egress,
        new Settings.Faults(true),
        retention,
        USUAL.limits(),
        USUAL.batches(),
        USUAL.responses(),
        USUAL.files(),
        USUAL.inbound(),
        engine,
        USUAL.triggers(),
        USUAL.secrets(),
        USUAL.cache(),
        USUAL.log());
  }
}
