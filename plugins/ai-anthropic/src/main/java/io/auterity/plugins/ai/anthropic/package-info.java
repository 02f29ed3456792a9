/**
 * Endpoints with Anthropic's Messages API: codecs in {@code wire}, run over the provider's
 * transport.
 */
@NullMarked
package io.auterity.plugins.ai.anthropic;

import org.jspecify.annotations.NullMarked;
