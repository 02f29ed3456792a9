/** API keys of the caller's tenant. */
@NullMarked
package io.auterity.server.keys;

import org.jspecify.annotations.NullMarked;
