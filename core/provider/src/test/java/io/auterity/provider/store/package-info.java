@NullMarked
package io.auterity.provider.store;

import org.jspecify.annotations.NullMarked;
