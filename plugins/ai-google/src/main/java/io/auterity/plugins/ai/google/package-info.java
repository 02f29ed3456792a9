/** Google's models: the Gemini API and Vertex AI, by codecs in {@code wire}. */
@NullMarked
package io.auterity.plugins.ai.google;

import org.jspecify.annotations.NullMarked;
