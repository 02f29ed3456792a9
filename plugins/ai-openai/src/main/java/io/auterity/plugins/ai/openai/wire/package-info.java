/** The chat completions dialect: canonical records to its JSON and back, without I/O. */
@NullMarked
package io.auterity.plugins.ai.openai.wire;

import org.jspecify.annotations.NullMarked;
