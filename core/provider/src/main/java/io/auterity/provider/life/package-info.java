/**
 * The life of the providers: from a spec to what is open for it, looked at from time to time, moved
 * and retired.
 */
@NullMarked
package io.auterity.provider.life;

import org.jspecify.annotations.NullMarked;
