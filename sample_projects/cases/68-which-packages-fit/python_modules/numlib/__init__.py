from numlib.table import SIZE
