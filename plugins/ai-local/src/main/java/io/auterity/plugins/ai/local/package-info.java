/** Embedding models in this process: vectors, and classification by their similarity. */
@NullMarked
package io.auterity.plugins.ai.local;

import org.jspecify.annotations.NullMarked;
