/** Hugging Face's tasks and its hub on the wire, and the one mapping of their errors. */
@NullMarked
package io.auterity.plugins.ai.huggingface.wire;

import org.jspecify.annotations.NullMarked;
