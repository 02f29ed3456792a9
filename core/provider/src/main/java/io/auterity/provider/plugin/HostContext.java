package io.auterity.provider.plugin;

import io.auterity.spi.Meter;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The context that the host gives one version of a plugin: its manifest, logger and meter. */
record HostContext(PluginManifest manifest, System.Logger logger, Meter meter)
    implements PluginContext {

  static HostContext of(PluginManifest manifest, MeterRegistry registry) {
    return new HostContext(
        manifest, new PluginLogger(manifest.id()), new PluginMeter(manifest.id(), registry));
  }

  /** Keeps a plugin's measurements under {@code auterity.plugin.}, with the plugin as a tag. */
  private record PluginMeter(String plugin, MeterRegistry registry) implements Meter {

    private static final String PREFIX = "auterity.plugin.";

    @Override
    public void count(String name, long amount) {
      registry.counter(PREFIX + name, "plugin", plugin).increment((double) amount);
    }

    @Override
    public void record(String name, Duration duration) {
      registry.timer(PREFIX + name, "plugin", plugin).record(duration);
    }
  }

  /** Takes what a plugin logs; exceptions become text, so that no log keeps a plugin's classes. */
  static final class PluginLogger implements System.Logger {

    private final Logger target;

    PluginLogger(String plugin) {
      this.target = LoggerFactory.getLogger("plugin." + plugin);
    }

    @Override
    public String getName() {
      return target.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF && target.isEnabledForLevel(slf4j(level));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable e) {
      write(level, e == null ? String.valueOf(text) : text + System.lineSeparator() + trace(e));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... values) {
      boolean plain = format == null || values == null || values.length == 0;
      write(level, plain ? String.valueOf(format) : MessageFormat.format(format, values));
    }

    private void write(Level level, String text) {
      if (isLoggable(level)) {
        LoggingEventBuilder event = target.atLevel(slf4j(level));
        event.log(text);
      }
    }

    static String trace(Throwable e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    }

    private static org.slf4j.event.Level slf4j(Level level) {
      return switch (level) {
        case ALL, TRACE -> org.slf4j.event.Level.TRACE;
        case DEBUG -> org.slf4j.event.Level.DEBUG;
        case INFO -> org.slf4j.event.Level.INFO;
        case WARNING -> org.slf4j.event.Level.WARN;
        case ERROR, OFF -> org.slf4j.event.Level.ERROR;
      };
    }
  }
}
