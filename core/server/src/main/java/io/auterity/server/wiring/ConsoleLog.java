package io.auterity.server.wiring;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The server's log, in its form from the first line on: the product begins to work before the web
 * server has read how to log.
 */
final class ConsoleLog {

  private static final String LEVEL = "logging.level.";

  /** Begins it; nothing where it has begun. */
  static void begin(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addLast(new MapPropertySource("server", properties));
    LoggingSystem log = LoggingSystem.get(ConsoleLog.class.getClassLoader());
    log.getSystemProperties(environment).apply();
    log.beforeInitialize();
    log.initialize(new LoggingInitializationContext(environment), null, null);
    properties.keySet().stream()
        .filter(key -> key.startsWith(LEVEL))
        .forEach(key -> log.setLogLevel(key.substring(LEVEL.length()), level(environment, key)));
  }

  private static LogLevel level(StandardEnvironment environment, String key) {
    String level = Objects.requireNonNull(environment.getProperty(key));
    return LogLevel.valueOf(level.toUpperCase(Locale.ROOT));
  }
}
