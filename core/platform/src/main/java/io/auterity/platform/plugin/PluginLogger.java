package io.auterity.platform.plugin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Takes what a plugin logs; exceptions become text, so that no log keeps a plugin's classes. */
final class PluginLogger implements System.Logger {

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
      Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable e) {
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
