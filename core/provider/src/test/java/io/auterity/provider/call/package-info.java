@NullMarked
package io.auterity.provider.call;

import org.jspecify.annotations.NullMarked;
