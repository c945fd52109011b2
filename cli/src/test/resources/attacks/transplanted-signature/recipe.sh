# shellcheck shell=sh
# A package gets the signature header of another, which the pinned key made.
build tool 2.0 'evil'
python3 - library-1.0-1.noarch.rpm tool-2.0-1.noarch.rpm <<'END'
import struct, sys


def after_signature(rpm):
    count, size = struct.unpack(">II", rpm[96 + 8 : 96 + 16])
    end = 96 + 16 + 16 * count + size
    return end + -end % 8


signed, evil = (open(name, "rb").read() for name in sys.argv[1:])
with open(sys.argv[2], "wb") as out:
    out.write(evil[:96] + signed[96 : after_signature(signed)] + evil[after_signature(evil) :])
END
index
