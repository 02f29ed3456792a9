package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Properties;

/**
 * A login at a database.
 *
 * @param host as its certificate names it
 * @param address the checked one, to which the driver connects whatever the host's name leads to
 * @param reads whether it may only read
 * @param most how long connecting and any reply may take
 */
record SqlLogin(
    DatabaseConfig config,
    String host,
    InetSocketAddress address,
    DatabaseConfig.User user,
    String password,
    boolean reads,
    Duration most) {

  /** Properties of every driver. */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(config.properties());
    properties.put("user", user.user());
    properties.put("password", password);
    return properties;
  }

  /** Host and port as a URL has them; the port is the checked one. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The checked address, as text without a name. */
  String pinned() {
    return address.getAddress().getHostAddress() + " " + address.getPort();
  }

  /**
   * The refusal of a user whom neither the rules of statements nor a transaction keep in bounds.
   */
  CallFailedException tooPowerful(String why) {
    return new CallFailedException(
        FailureCode.FORBIDDEN,
        "the %s '%s' %s, so that it reaches files and programs of the database's server: name a user with rights on tables alone"
            .formatted(reads ? "reader" : "writer", user.user(), why));
  }

  /** At least one second, in whole seconds. */
  int seconds() {
    return Math.clamp(most.toSeconds() + 1, 1, 3_600);
  }
}
