package io.auterity.provider.plugin;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of a plugin. A thread that runs its code enters here: the thread's
 * context loader is the plugin's meanwhile, and whatever it throws comes out as a failure made of
 * text.
 */
public final class PluginRealm {

  private static final int SHOWN = 300;

  private final String plugin;
  private final ClassLoader loader;
  private final System.Logger logger;
  private final UnaryOperator<String> hide;

  PluginRealm(String plugin, ClassLoader loader, System.Logger logger) {
    this(plugin, loader, logger, UnaryOperator.identity());
  }

  private PluginRealm(
      String plugin, ClassLoader loader, System.Logger logger, UnaryOperator<String> hide) {
    this.plugin = plugin;
    this.loader = loader;
    this.logger = logger;
    this.hide = hide;
  }

  /** The same, whose failures and log entries hide what {@code secrets} takes out of a text. */
  PluginRealm hiding(UnaryOperator<String> secrets) {
    return new PluginRealm(plugin, loader, logger, secrets);
  }

  /**
   * Runs code of the plugin.
   *
   * @param what names it in messages, e.g. {@code connector 'openai'}
   * @param applied whether it may have had an outside effect when it breaks
   * @throws CallFailedException the plugin's failure, or {@code internal} for any other throwable
   */
  // The edge to foreign code: everything it may throw is caught, except running out of memory.
  @SuppressWarnings("CatchingUnchecked")
  public <T extends @Nullable Object> T enter(String what, Applied applied, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } catch (CallFailedException e) {
      throw new CallFailedException(hidden(e.failure()));
    } catch (PluginRefusedException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Exception | Error e) {
      throw broken(what, applied, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Runs code of the plugin that catches all that it throws. */
  public void within(Runnable work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A failure that may be told: its text is the plugin's, its vendor's, or a library's. */
  public Failure hidden(Failure failure) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.replaceAll((name, value) -> hide.apply(value));
    String message = hide.apply(failure.message());
    return message.equals(failure.message()) && fields.equals(failure.fields())
        ? failure
        : failure.withMessage(message).withFields(fields);
  }

  private CallFailedException broken(String what, Applied applied, Throwable cause) {
    String trace = HostContext.PluginLogger.trace(cause);
    logger.log(
        System.Logger.Level.ERROR, hide.apply(what + " broke" + System.lineSeparator() + trace));
    String text = hide.apply(cause.getClass().getName() + ": " + cause.getMessage());
    return new CallFailedException(
        Failure.of(
                FailureCode.INTERNAL,
                "%s of plugin '%s' broke: %s"
                    .formatted(what, plugin, text.substring(0, Math.min(SHOWN, text.length()))))
            .withApplied(applied));
  }
}
